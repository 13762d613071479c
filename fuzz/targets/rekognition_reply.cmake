add_fuzz_target(rekognition_reply SOURCES rekognition_reply_fuzz.cpp USES adapters/rekognition core/flow)
