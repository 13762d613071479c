# Libraries from Debian, by the names the modules use. curl and OpenSSL are named to the linker by -l, not by
# path, so that the Lambda function can link the same modules fully static (property STACKTAG_STATIC, see
# hosts/lambda).
find_package(Threads REQUIRED)
find_package(PkgConfig REQUIRED)

add_library(external_json INTERFACE)
find_package(nlohmann_json 3.11 REQUIRED)
target_link_libraries(external_json INTERFACE nlohmann_json::nlohmann_json)

add_library(external_expected INTERFACE)
find_path(EXPECTED_INCLUDE tl/expected.hpp REQUIRED)

add_library(external_crypto INTERFACE)
target_link_libraries(external_crypto INTERFACE ssl crypto)

add_library(external_curl INTERFACE)
# What Debian's libcurl.a needs beside itself (curl-config --static-libs, less what Debian has no archive of).
set(curl_static_needs nghttp2 ssh2 psl ssl crypto z zstd brotlidec brotlicommon idn2 unistring)
target_link_libraries(external_curl INTERFACE
  curl "$<$<BOOL:$<TARGET_PROPERTY:STACKTAG_STATIC>>:${curl_static_needs}>")

# Found only where a part that needs them is built.
function(find_vips)
  if(NOT TARGET PkgConfig::vips)
    pkg_check_modules(vips REQUIRED IMPORTED_TARGET GLOBAL vips)
  endif()
endfunction()
# OpenCV's own CMake package is in libopencv-dev, which brings everything it has; we need a few libraries.
function(find_opencv)
  if(NOT TARGET external_opencv)
    add_library(external_opencv INTERFACE)
    find_path(OPENCV_INCLUDE opencv2/objdetect.hpp PATH_SUFFIXES opencv4 REQUIRED)
    target_include_directories(external_opencv SYSTEM INTERFACE ${OPENCV_INCLUDE})
    foreach(part IN ITEMS objdetect imgproc core)
      find_library(OPENCV_${part} opencv_${part} REQUIRED)
      target_link_libraries(external_opencv INTERFACE ${OPENCV_${part}})
    endforeach()
  endif()
endfunction()
# Its networks; they bring protobuf. objdetect loads both already, for a detector of its own.
function(find_opencv_networks)
  find_opencv()
  if(NOT TARGET external_opencv_networks)
    add_library(external_opencv_networks INTERFACE)
    find_path(OPENCV_DNN_INCLUDE opencv2/dnn.hpp PATH_SUFFIXES opencv4 REQUIRED)
    target_include_directories(external_opencv_networks SYSTEM INTERFACE ${OPENCV_DNN_INCLUDE})
    foreach(part IN ITEMS dnn imgproc core)
      find_library(OPENCV_${part} opencv_${part} REQUIRED)
      target_link_libraries(external_opencv_networks INTERFACE ${OPENCV_${part}})
    endforeach()
  endif()
endfunction()
