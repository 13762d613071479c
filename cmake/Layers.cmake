# The law of the layers. A module is named <layer>/<name>; a layer may use what stands in its line here and
# nothing else. Adapters never use one another; the sandbox uses one adapter only, the labelling engine.
set(MAY_USE_base)
set(MAY_USE_core base core)
set(MAY_USE_platform base platform)
set(MAY_USE_adapters base core platform)
set(MAY_USE_hosts base core platform adapters hosts)
set(MAY_USE_sandbox base core platform sandbox adapters/local_vision)
set(MAY_USE_tests base core platform adapters hosts sandbox tests)

# Stops the configuration where `module` may not use one of the modules that follow.
function(check_layers module)
  string(REGEX REPLACE "/.*" "" layer "${module}")
  foreach(used IN LISTS ARGN)
    string(REGEX REPLACE "/.*" "" used_layer "${used}")
    if(NOT used_layer IN_LIST MAY_USE_${layer} AND NOT used IN_LIST MAY_USE_${layer})
      message(FATAL_ERROR "${module} (layer ${layer}) must not use ${used} (layer ${used_layer}): see cmake/Layers.cmake")
    endif()
  endforeach()
endfunction()

# Links `target` with modules and external libraries, after the check.
function(use_modules target module visibility)
  cmake_parse_arguments(ARG "" "" "USES;EXTERNAL" ${ARGN})
  check_layers("${module}" ${ARG_USES})
  list(TRANSFORM ARG_USES REPLACE "/" "_")
  target_link_libraries(${target} ${visibility} ${ARG_USES} ${ARG_EXTERNAL})
endfunction()

# Headers that most files of a kind include, parsed once. Not for clang: it cannot read what GCC has prepared, and
# clang-tidy reads GCC's command lines. AddressSanitizer's builds go without, so that a header that forgets to include
# what it uses is found there.
function(use_prepared_headers target name)
  cmake_parse_arguments(ARG "" "" "HEADERS;OPTIONS;LIBRARIES" ${ARGN})
  if(NOT STACKTAG_PREPARED_HEADERS)
    return()
  endif()
  if(NOT TARGET ${name})
    file(GENERATE OUTPUT "${CMAKE_BINARY_DIR}/${name}.cpp" CONTENT "")
    add_library(${name} OBJECT "${CMAKE_BINARY_DIR}/${name}.cpp")
    target_link_libraries(${name} PRIVATE stacktag_settings ${ARG_LIBRARIES})
    target_compile_options(${name} PRIVATE ${ARG_OPTIONS})
    target_precompile_headers(${name} PRIVATE ${ARG_HEADERS})
  endif()
  target_precompile_headers(${target} REUSE_FROM ${name})
endfunction()

# Most of the time of a clean build goes into what the files of a module have in common. Not for who edits, or looks for
# a missing include: they compile each file by itself.
function(compile_as_one target)
  if(STACKTAG_PREPARED_HEADERS AND NOT STACKTAG_FOR_EDITING)
    set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 32)
    # A warning about headers; to GCC, each file is one here.
    target_compile_options(${target} PRIVATE -Wno-subobject-linkage)
  endif()
endfunction()

# Base and core stay without: nothing may reach them but what they include themselves. GCC 12 forgets that a prepared
# header is the system's and then warns falsely inside libstdc++ strings; the other builds keep the warnings.
function(use_product_headers target layer)
  if(NOT layer IN_LIST MAY_USE_core)
    use_prepared_headers(${target} product_headers
      HEADERS <algorithm> <chrono> <functional> <map> <memory> <nlohmann/json.hpp> <optional> <string>
        <string_view> <tl/expected.hpp> <variant> <vector>
      OPTIONS -pthread)
    if(STACKTAG_PREPARED_HEADERS)
      target_compile_options(${target} PRIVATE -pthread -Wno-array-bounds -Wno-stringop-overread -Wno-stringop-overflow)
    endif()
  endif()
endfunction()

function(use_test_headers target)
  use_prepared_headers(${target} tests_headers
    HEADERS <gmock/gmock.h> <gtest/gtest.h> <nlohmann/json.hpp>
    OPTIONS ${STACKTAG_QUICK} LIBRARIES GTest::gmock)
endfunction()

# add_module(<layer>/<name> [SMALL|QUICK] [SOURCES ...] [USES <layer>/<name> ...] [EXTERNAL <target> ...])
# makes the library <layer>_<name>. Its include root is the layer's folder. SMALL: what the Lambda function carries and
# what does little work is compiled for size. QUICK: what mostly waits for others, or is no part of the product, is
# compiled with less effort.
function(add_module module)
  cmake_parse_arguments(ARG "SMALL;QUICK" "" "SOURCES;USES;EXTERNAL" ${ARGN})
  string(REPLACE "/" "_" target "${module}")
  string(REGEX REPLACE "/.*" "" layer "${module}")
  if(ARG_SOURCES)
    add_library(${target} STATIC ${ARG_SOURCES})
    set(visibility PUBLIC)
    target_link_libraries(${target} PRIVATE stacktag_settings)
    compile_as_one(${target})
    if(ARG_SMALL)
      target_compile_options(${target} PRIVATE -Os)
    else()
      use_product_headers(${target} ${layer})
    endif()
    if(ARG_QUICK AND CMAKE_BUILD_TYPE STREQUAL "Release")
      target_compile_options(${target} PRIVATE ${STACKTAG_QUICK_IN_PROGRAM})
    endif()
  else()
    add_library(${target} INTERFACE)
    set(visibility INTERFACE)
  endif()
  target_include_directories(${target} ${visibility} "${PROJECT_SOURCE_DIR}/${layer}")
  use_modules(${target} "${module}" ${visibility} USES ${ARG_USES} EXTERNAL ${ARG_EXTERNAL})
endfunction()

# add_program(<layer>/<name> <binary> SOURCES ... [USES ...] [EXTERNAL ...])
function(add_program module binary)
  cmake_parse_arguments(ARG "" "" "SOURCES;USES;EXTERNAL" ${ARGN})
  string(REGEX REPLACE "/.*" "" layer "${module}")
  add_executable(${binary} ${ARG_SOURCES})
  target_include_directories(${binary} PRIVATE "${PROJECT_SOURCE_DIR}/${layer}")
  target_link_libraries(${binary} PRIVATE stacktag_settings)
  use_modules(${binary} "${module}" PRIVATE USES ${ARG_USES} EXTERNAL ${ARG_EXTERNAL})
endfunction()

# add_suite(<name> PROGRAM <program> SOURCES ... [USES ...] [EXTERNAL ...]): the GoogleTest tests of one folder below tests/,
# one entry in ctest. Several suites share a program, as most of the time of a clean build goes into what their files have in
# common; an entry runs the tests of its own folder (tests/main.cpp). Tests find golden files below STACKTAG_GOLDEN.
function(add_suite name)
  cmake_parse_arguments(ARG "" "PROGRAM" "SOURCES;USES;EXTERNAL" ${ARGN})
  if(NOT TARGET ${ARG_PROGRAM})
    add_test_program(${ARG_PROGRAM})
  endif()
  target_sources(${ARG_PROGRAM} PRIVATE ${ARG_SOURCES})
  set_source_files_properties(${ARG_SOURCES} TARGET_DIRECTORY ${ARG_PROGRAM} PROPERTIES UNITY_GROUP ${name})
  use_modules(${ARG_PROGRAM} "tests/${name}" PRIVATE USES ${ARG_USES} EXTERNAL ${ARG_EXTERNAL})
  file(RELATIVE_PATH folder "${PROJECT_SOURCE_DIR}/tests" "${CMAKE_CURRENT_SOURCE_DIR}")
  add_test(NAME ${name} COMMAND ${ARG_PROGRAM} --folder=${folder})
  set_tests_properties(${name} PROPERTIES TIMEOUT 300)
endfunction()

function(add_test_program program)
  find_package(GTest REQUIRED)
  add_executable(${program} "${PROJECT_SOURCE_DIR}/tests/main.cpp")
  set_target_properties(${program} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/tests")
  target_include_directories(${program} PRIVATE "${PROJECT_SOURCE_DIR}/tests")
  target_compile_definitions(${program} PRIVATE
    STACKTAG_GOLDEN="${PROJECT_SOURCE_DIR}/tests/golden" STACKTAG_DOCS="${PROJECT_SOURCE_DIR}/docs")
  target_link_libraries(${program} PRIVATE stacktag_settings GTest::gmock GTest::gtest)
  target_compile_options(${program} PRIVATE ${STACKTAG_QUICK})
  use_test_headers(${program})
  set_target_properties(${program} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 0)
  # A change of one folder compiles that folder.
  if(STACKTAG_FOR_EDITING)
    set_target_properties(${program} PROPERTIES UNITY_BUILD_MODE GROUP)
  endif()
endfunction()
