/// Text in, its language and how sure that is out.
@NullMarked
package aifactory.preprocess.language;

import org.jspecify.annotations.NullMarked;
