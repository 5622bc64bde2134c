/// Output that must have a form: JSON, a JSON Schema, a regular expression. A form is a grammar
/// over bytes; before each token the tokens that keep the text inside it are known, and no other is
/// chosen.
@NullMarked
package aifactory.inference.constrain;

import org.jspecify.annotations.NullMarked;
