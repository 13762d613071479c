// SPDX-License-Identifier: Apache-2.0
// Which addresses of sockets belong to the public internet.
#pragma once

#include <sys/socket.h>

#include <string_view>

namespace stacktag::http {

/// Whether this is an IPv4 or IPv6 address that anybody on the internet may reach. An IPv6 address
/// that carries an IPv4 one counts as that.
bool is_public(sockaddr const& address);

/// Whether the host of a URL is this machine or a neighbour on its link, as the metadata services
/// of clouds are: a loopback or link-local address, or a name that always means loopback.
bool is_local(std::string_view host);

}  // namespace stacktag::http
