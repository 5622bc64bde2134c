/// Text in, the same text without what identifies a person or opens a door out: addresses, numbers
/// and keys are replaced by typed tokens.
@NullMarked
package aifactory.preprocess.personal;

import org.jspecify.annotations.NullMarked;
