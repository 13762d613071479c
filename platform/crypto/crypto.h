// SPDX-License-Identifier: Apache-2.0
// Hashes, signatures and encodings, over OpenSSL 3.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace stacktag::crypto {

using Digest = std::array<std::uint8_t, 32>;

Digest sha256(std::string_view data);
/// Of the data with `end` right behind it, which need not stand there in memory.
Digest sha256(std::string_view data, std::string_view end);
Digest hmac_sha256(std::string_view key, std::string_view data);

/// Lower-case hexadecimal.
std::string to_hex(std::span<std::uint8_t const> bytes);

/// Appends standard base64 with padding to `out`, in place: no second copy of the data.
void append_base64(std::string& out, std::string_view data);
std::string to_base64(std::string_view data);

/// Standard base64; missing padding is tolerated (Contentstack's own sample code drops it),
/// anything else that is not base64 gives nothing.
std::optional<std::string> from_base64(std::string_view text);

/// Whether both are the same, in a time that depends on their lengths only.
bool equal_in_constant_time(std::string_view a, std::string_view b);

/// RSASSA-PSS with SHA-256 and MGF1-SHA-256, by a public key in PEM form (`BEGIN RSA PUBLIC KEY` or
/// `BEGIN PUBLIC KEY`). The salt may be of any length: Contentstack's is 32 bytes now and was 222
/// before. False also where the key or the signature cannot be read.
/// https://www.contentstack.com/docs/developers/set-up-webhooks/secure-your-webhooks
bool verify_rsa_pss(std::string_view public_key_pem, std::string_view data,
                    std::string_view signature);

}  // namespace stacktag::crypto
