# link_static_function(<program>): one file that needs nothing of the machine it runs on. Lambda's image has another
# glibc and another libcurl than Debian, so the function brings its own of everything.
#
# Debian's libcurl.a was built with LDAP, Kerberos and RTMP, of which Debian has no archives or which would drag in
# more; absent_libraries.c stands in for them. The product allows http and https only, so none is called
# but for what curl asks at start.
function(link_static_function program)
  if(STACKTAG_SANITIZE OR NOT CMAKE_BUILD_TYPE STREQUAL "Release")
    return()
  endif()
  target_sources(${program} PRIVATE "${PROJECT_SOURCE_DIR}/hosts/lambda/absent_libraries.c")
  set_target_properties(${program} PROPERTIES STACKTAG_STATIC ON)
  # The warnings are glibc's: of what may load its parts at run time when it is linked statically. Names of hosts need
  # none since glibc 2.34, which has "files" and "dns" built in; the rest is never called.
  target_link_options(${program} PRIVATE -static -s -Wl,--build-id=none -Wl,--no-warnings)
endfunction()
