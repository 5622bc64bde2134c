/// Models as files that others read and write: Hugging Face directories, llama2.c, GGUF. In: a file
/// or directory. Out: a [PortableModel], whole and sound, or a refusal that names the tensor. Never
/// reads a pickle, never trains.
@NullMarked
package aifactory.trainer.portable;

import org.jspecify.annotations.NullMarked;
