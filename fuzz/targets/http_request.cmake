add_fuzz_target(http_request SOURCES http_request_fuzz.cpp USES platform/http_server)
