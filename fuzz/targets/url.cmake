add_fuzz_target(url SOURCES url_fuzz.cpp USES platform/http)
