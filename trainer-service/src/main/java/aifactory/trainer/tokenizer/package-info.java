/// Learns byte-level BPE from corpus text and writes `tokenizer.json`; text goes in, merges come
/// out. Encoding is the Hugging Face library's job; nothing here knows Kafka.
@NullMarked
package aifactory.trainer.tokenizer;

import org.jspecify.annotations.NullMarked;
