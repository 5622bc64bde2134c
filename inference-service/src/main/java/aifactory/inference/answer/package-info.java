/// Decides how a question is answered (quoted or generated) and puts passages into prompts.
@NullMarked
package aifactory.inference.answer;

import org.jspecify.annotations.NullMarked;
