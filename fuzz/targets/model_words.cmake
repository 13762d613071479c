add_fuzz_target(model_words SOURCES model_words_fuzz.cpp USES adapters/network_vision)
