/// What travels through judging: where a document came from, what it has become so far, or why it
/// was rejected. Values only.
@NullMarked
package aifactory.preprocess.document;

import org.jspecify.annotations.NullMarked;
