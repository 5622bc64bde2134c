/// Consent and policies: may this document be used at all, and at what weight?
@NullMarked
package aifactory.preprocess.policy;

import org.jspecify.annotations.NullMarked;
