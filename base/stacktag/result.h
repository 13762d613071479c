// SPDX-License-Identifier: Apache-2.0
// Result<T>: a value or an Error; the compiler warns where one is dropped.
//
//   Result<Asset> read() {
//     TRY(auto const reply, client.get(url));
//     return decode(reply);
//   }
//
// Where get() fails, TRY returns its error to whoever called read().
#pragma once

#include <tl/expected.hpp>
#include <utility>

#include "stacktag/error.h"

namespace stacktag {

template <class T>
class [[nodiscard]] Result : public tl::expected<T, Error> {
 public:
  using tl::expected<T, Error>::expected;
};

inline tl::unexpected<Error> fail(Error error) {
  return tl::unexpected<Error>(std::move(error));
}
inline tl::unexpected<Error> fail(Reason reason, std::string message) {
  return fail(Error{.reason = reason, .message = std::move(message)});
}

}  // namespace stacktag

#define STACKTAG_JOIN_(a, b) a##b
#define STACKTAG_JOIN(a, b) STACKTAG_JOIN_(a, b)

/// TRY(declaration, expression): one per line; `declaration` takes the value, an error returns to
/// the caller.
#define TRY(declaration, ...)                                                  \
  auto STACKTAG_JOIN(try_, __LINE__) = (__VA_ARGS__);                          \
  if (!STACKTAG_JOIN(try_, __LINE__)) {                                        \
    return ::stacktag::fail(std::move(STACKTAG_JOIN(try_, __LINE__).error())); \
  }                                                                            \
  declaration = std::move(*STACKTAG_JOIN(try_, __LINE__))

/// TRY_VOID(expression): the same for a Result<void>.
#define TRY_VOID(...)                                       \
  do {                                                      \
    if (auto try_void = (__VA_ARGS__); !try_void) {         \
      return ::stacktag::fail(std::move(try_void.error())); \
    }                                                       \
  } while (false)
