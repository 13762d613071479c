// SPDX-License-Identifier: Apache-2.0
// libcurl's handles with owners. In libcurl's headers most of them are void pointers.
#pragma once

#include <curl/curl.h>

#include <memory>

namespace stacktag::http {

template <auto release>
struct Release {
  template <class Handle>
  void operator()(Handle* handle) const {
    release(handle);
  }
};

using EasyOwner = std::unique_ptr<CURL, Release<curl_easy_cleanup>>;
using MultiOwner = std::unique_ptr<CURLM, Release<curl_multi_cleanup>>;
using ShareOwner = std::unique_ptr<CURLSH, Release<curl_share_cleanup>>;
using ListOwner = std::unique_ptr<curl_slist, Release<curl_slist_free_all>>;

}  // namespace stacktag::http
