// SPDX-License-Identifier: Apache-2.0
// Values of core as the store's columns of JSON have them. What the store holds, it wrote itself;
// still, what is missing or wrong reads as empty, and nothing throws.
#pragma once

#include <string>
#include <string_view>

#include "flow/asset_record.h"
#include "flow/event.h"
#include "flow/label_query.h"
#include "flow/labels.h"

namespace stacktag::sqlite {

/// Without tags and description: those of the asset as it is when the job runs are what counts.
std::string event_text(Event const& event);
Event event_of(std::string_view text);

std::string record_text(AssetRecord const& record);
AssetRecord record_of(std::string_view text);

/// Without version and run, which have columns of their own.
std::string change_text(AssetChange const& change);
AssetChange change_of(std::string_view text);

/// What one feature was asked with.
std::string query_text(LabelQuery const& query, Feature feature);
LabelQuery query_of(std::string_view text, Feature feature);

/// The answer to one feature; engine and model have columns of their own.
std::string answer_text(Labels const& labels, Feature feature);
Labels answer_of(std::string_view text, Feature feature);

}  // namespace stacktag::sqlite
