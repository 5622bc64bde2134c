/// Vocabularies that others made, as `tokenizer.json`. In: SentencePiece models, llama2.c and GGUF
/// vocabularies, `vocab.json` with `merges.txt`. Out: one JSON text that Hugging Face's library
/// encodes with exactly as the original does. Learns nothing.
@NullMarked
package aifactory.trainer.vocabulary;

import org.jspecify.annotations.NullMarked;
