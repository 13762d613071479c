// SPDX-License-Identifier: Apache-2.0
// Every limit of the product in one place, unit last in the name.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace stacktag::limits {

using namespace std::chrono_literals;

inline constexpr std::size_t kibibyte = 1024;
inline constexpr std::size_t mebibyte = 1024 * kibibyte;

// The webhook. Contentstack states no size; the listener that it publishes takes 1 MB:
// https://github.com/contentstack/webhook-listener
inline constexpr std::size_t event_body_bytes_max = mebibyte;
inline constexpr std::size_t json_depth_max = 64;
/// Contentstack waits 30 s for an answer and then counts a failure:
/// https://www.contentstack.com/docs/developers/set-up-webhooks/webhook-retry-policy
inline constexpr std::chrono::milliseconds delivery_time_max = 28s;
/// Kept back from every deadline, so that there is time to answer.
inline constexpr std::chrono::milliseconds answer_time_reserved = 400ms;
inline constexpr std::chrono::seconds freshness_default = 5min;

// Content Management API: 10 reads and 10 writes a second for an organisation:
// https://www.contentstack.com/docs/developers/apis/content-management-api#rate-limiting
inline constexpr double contentstack_reads_per_second = 10.0;
inline constexpr double contentstack_writes_per_second = 10.0;
inline constexpr std::size_t contentstack_reply_bytes_max = 2 * mebibyte;
inline constexpr std::chrono::milliseconds contentstack_call_time_max = 10s;
inline constexpr int contentstack_attempts_max = 4;
inline constexpr int write_repairs_max = 5;
/// No write is begun with less time left: it may have to be mended.
inline constexpr std::chrono::milliseconds repair_time_reserved = 1s;

// The image.
inline constexpr std::size_t image_bytes_max = 20 * mebibyte;
inline constexpr std::chrono::milliseconds image_time_max = 15s;
inline constexpr int image_redirects_max = 3;
inline constexpr std::size_t url_bytes_max = 4096;

// What Rekognition takes: https://docs.aws.amazon.com/rekognition/latest/dg/limits.html
inline constexpr std::size_t labeler_image_bytes_max = 5 * mebibyte;
inline constexpr int labeler_side_pixels_min = 80;
inline constexpr int labeler_side_pixels_max = 10'000;
inline constexpr int labels_max = 1000;
/// Names in one of its filters of labels, and how long one may be.
inline constexpr std::size_t label_filters_max = 100;
inline constexpr std::size_t label_filter_characters_max = 50;
inline constexpr std::size_t labeler_reply_bytes_max = 4 * mebibyte;
inline constexpr std::chrono::milliseconds labeler_call_time_max = 15s;

// Networks of the user's choice.
inline constexpr std::size_t model_file_bytes_max = 1024 * mebibyte;
inline constexpr std::size_t model_manifest_bytes_max = 256 * kibibyte;
/// Files of labels, of parents, and the golden picture.
inline constexpr std::size_t model_small_file_bytes_max = 16 * mebibyte;
inline constexpr std::size_t model_labels_max = 100'000;
inline constexpr int model_side_pixels_max = 1024;
/// Additions and multiplications for one picture: what bounds its time, as nothing can stop a
/// network that runs. ResNet-50 needs 8e9, which one core does in about a tenth of a second.
inline constexpr double model_work_max = 100e9;
inline constexpr std::chrono::seconds model_silence_max = 30s;
inline constexpr int model_redirects_max = 5;

// Everything else.
inline constexpr std::chrono::milliseconds connect_time_max = 3s;
inline constexpr std::size_t small_reply_bytes_max = 256 * kibibyte;  ///< keys, credentials
inline constexpr std::chrono::milliseconds small_call_time_max = 5s;
inline constexpr std::size_t response_header_bytes_max = 64 * kibibyte;
inline constexpr std::size_t response_headers_max = 128;
inline constexpr std::size_t idle_connections_max = 32;
inline constexpr std::size_t tag_characters_max = 50;
inline constexpr int new_tags_max = 100;  ///< of one asset: how far MAX_TAGS may go
/// Of finished events, and of versions that we wrote.
inline constexpr std::size_t memory_entries_max = 4096;
/// Files whose labels are kept.
inline constexpr std::size_t memory_labels_max = 128;
/// Assets whose tags are still to be mended.
inline constexpr std::size_t memory_repairs_max = 128;
/// Versions of one asset that we wrote, in the ledger.
inline constexpr std::size_t own_versions_max = 16;
/// Of a stack that tags are spelled after: how many assets are looked at, how many at a time, and
/// how long what was seen counts.
inline constexpr int stack_assets_max = 1000;
inline constexpr int stack_assets_page = 100;
inline constexpr std::chrono::seconds stack_words_age_max = 10min;
inline constexpr std::size_t stack_words_branches_max = 16;
// Whole stacks.
/// Of an asset that is changed back: how many of its versions are looked at for what people did.
inline constexpr int undo_versions_max = 20;
inline constexpr std::size_t plan_line_bytes_max = 256 * kibibyte;
inline constexpr int jobs_max = 64;
/// Of an organisation's rate limit, what a run over a whole stack takes: the rest is for the time
/// that requests take to arrive, so that never more than the limit come within one second.
inline constexpr double library_pace = 0.965;

// The file of rules, and the lists of words that it names.
inline constexpr std::size_t rules_file_bytes_max = mebibyte;
inline constexpr std::size_t rules_entries_max = 20'000;  ///< of one list or table
inline constexpr std::size_t rules_for_assets_max = 200;
inline constexpr std::size_t rules_mistakes_max = 100;  ///< that are told
inline constexpr std::size_t log_line_bytes_max = 16 * kibibyte;

// The server.
inline constexpr std::size_t stacks_max = 100;
inline constexpr int workers_max = 256;
/// Of one attempt at a job; nobody waits for its answer.
inline constexpr std::chrono::milliseconds job_time_max = 60s;
/// Deliveries that have come and are not stored yet; beyond it the answer is 503.
inline constexpr std::size_t arrivals_waiting_max = 4096;
/// That one thread takes: few, so that what comes together is decoded by several; the store commits
/// them together again.
inline constexpr std::size_t arrivals_at_once_max = 32;
inline constexpr std::size_t secret_file_bytes_max = 4096;
/// Rekognition lets 5 calls a second through, or 50 in three regions:
/// https://docs.aws.amazon.com/general/latest/gr/rekognition.html
inline constexpr double label_calls_per_second_default = 5.0;

// The server's store.
/// For another process that writes, such as `stacktag queue retry`.
inline constexpr std::chrono::milliseconds store_wait_max = 5s;
inline constexpr std::size_t store_changes_at_once_max = 256;  ///< in one commit
/// A larger one is not looked through at start.
inline constexpr std::uintmax_t store_checked_bytes_max = 64 * mebibyte;
inline constexpr int store_rows_listed_max = 1000;

// The Lambda function. An event of Lambda's has 6 MiB at most:
// https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
inline constexpr std::size_t invocation_bytes_max = 7 * mebibyte;
inline constexpr int runtime_attempts_max = 5;
/// Of the 10 s that Lambda gives a function to start.
inline constexpr std::chrono::milliseconds secret_time_max = 8s;

// The server on the open network (platform/http_server).
inline constexpr std::size_t server_connections_max = 4096;
/// A peer is an IPv4 address, or an IPv6 network of 64 bits, the least that anybody gets.
inline constexpr std::size_t server_connections_per_peer_max = 512;
inline constexpr double server_requests_per_peer_per_second = 1000.0;
inline constexpr double server_burst_per_peer_requests = 2000.0;
inline constexpr std::size_t server_requests_per_connection_max = 100'000;
inline constexpr std::size_t server_header_bytes_max = 16 * kibibyte;
inline constexpr std::size_t server_headers_max = 64;
/// Of all requests together that are being received or answered.
inline constexpr std::size_t server_bodies_bytes_max = 256 * mebibyte;
inline constexpr std::chrono::milliseconds server_handshake_time_max = 5s;
inline constexpr std::chrono::milliseconds server_header_time_max = 10s;
inline constexpr std::chrono::milliseconds server_body_time_max = 20s;
inline constexpr std::chrono::milliseconds server_idle_time_max = 60s;
inline constexpr std::chrono::milliseconds server_answer_time_max = 25s;
inline constexpr std::chrono::milliseconds server_write_time_max = 10s;
/// After the last answer, so that the client can read it, and how much of what it still sends is
/// thrown away meanwhile.
inline constexpr std::chrono::milliseconds server_parting_time_max = 2s;
inline constexpr std::size_t server_parting_bytes_max = 8 * mebibyte;
/// Before the next connection is tried where the machine has no room for one.
inline constexpr std::chrono::milliseconds server_accept_pause = 100ms;

}  // namespace stacktag::limits
