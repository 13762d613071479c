# Compiler settings for all targets: C++20 without extensions, warnings as errors, one place for sanitizers.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}")

find_program(CCACHE ccache)
if(CCACHE)
  set(CMAKE_C_COMPILER_LAUNCHER "${CCACHE}")
  # The sloppiness is what ccache asks for before it keeps results that used a precompiled header.
  set(CMAKE_CXX_COMPILER_LAUNCHER "${CMAKE_COMMAND}" -E env CCACHE_SLOPPINESS=pch_defines,time_macros "${CCACHE}")
endif()

set(STACKTAG_SANITIZE "" CACHE STRING "Sanitizers for every target, e.g. address,undefined")
# The preset of who edits: each file is compiled by itself, so that a change compiles little.
if(CMAKE_BUILD_TYPE STREQUAL "Debug" AND NOT STACKTAG_SANITIZE)
  set(STACKTAG_FOR_EDITING ON)
endif()
option(STACKTAG_FUZZ "Build the fuzz targets with libFuzzer (clang only)" OFF)

# Tests and command line parsing run once: quick to compile counts for more than quick to run. Of an inline function that
# several files have a copy of, the linker takes any: where a program does real work, none of them may be without
# optimisation.
set(STACKTAG_QUICK -O0)
set(STACKTAG_QUICK_IN_PROGRAM -O1)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND NOT STACKTAG_SANITIZE MATCHES "address")
  set(STACKTAG_PREPARED_HEADERS ON)
endif()

add_library(stacktag_settings INTERFACE)
target_compile_options(stacktag_settings INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror
  $<$<COMPILE_LANGUAGE:CXX>:-Wold-style-cast -Wnon-virtual-dtor>
  # GCC 12 warns falsely inside libstdc++ strings and tl::expected when it inlines at -O2 and above.
  $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict -Wno-maybe-uninitialized>
  # Collecting garbage takes GCC a sixth of its time; with this it begins at 2 GiB only.
  $<$<CXX_COMPILER_ID:GNU>:--param=ggc-min-heapsize=2097152>
  -ffunction-sections -fdata-sections)
target_link_options(stacktag_settings INTERFACE -Wl,--gc-sections)
target_compile_definitions(stacktag_settings INTERFACE STACKTAG_VERSION="${PROJECT_VERSION}")
if(STACKTAG_SANITIZE)
  target_compile_options(stacktag_settings INTERFACE -fsanitize=${STACKTAG_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  target_link_options(stacktag_settings INTERFACE -fsanitize=${STACKTAG_SANITIZE})
endif()
if(STACKTAG_FUZZ)
  target_compile_options(stacktag_settings INTERFACE -fsanitize=fuzzer-no-link)
endif()
