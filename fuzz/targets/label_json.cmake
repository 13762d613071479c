add_fuzz_target(label_json SOURCES label_json_fuzz.cpp USES adapters/rekognition core/flow)
