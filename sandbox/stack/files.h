// SPDX-License-Identifier: Apache-2.0
// The host of the assets' files, with the parameters of the Image Delivery API that make a picture
// smaller. https://www.contentstack.com/docs/developers/apis/image-delivery-api
#pragma once

#include "http/server.h"
#include "stack/library.h"

namespace stacktag::sandbox {

/// GET or HEAD of /v3/assets/{api_key}/{asset}/{file}/{name}.
Reply answer_file(Library const& library, Request const& request);

/// Whether the path is one of a file, not of the API.
bool is_file_path(std::string_view path);

/// Whether the request asks for a rendition of the picture.
bool is_rendition(Request const& request);

}  // namespace stacktag::sandbox
