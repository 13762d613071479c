add_fuzz_target(image_header SOURCES image_header_fuzz.cpp USES core/flow)
