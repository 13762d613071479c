// SPDX-License-Identifier: Apache-2.0
// What the server proves itself with.
#pragma once

#include <boost/asio/ssl/context.hpp>
#include <memory>
#include <string>

#include "stacktag/result.h"

namespace stacktag::http {

using TlsContext = std::shared_ptr<boost::asio::ssl::context>;

/// TLS 1.2 and above. Fails where a file cannot be read, holds something else, or the key is not
/// the certificate's.
Result<TlsContext> load_certificates(std::string const& certificate_file,
                                     std::string const& key_file);

}  // namespace stacktag::http
