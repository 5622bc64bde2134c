/// The GGUF file format: metadata, tensors, block-wise number types. In and out: files. Knows no
/// model; names and meaning are [aifactory.trainer.portable]'s.
@NullMarked
package aifactory.trainer.gguf;

import org.jspecify.annotations.NullMarked;
