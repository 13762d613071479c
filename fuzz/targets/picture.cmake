add_fuzz_target(picture SOURCES picture_fuzz.cpp USES adapters/vips platform/pace)
