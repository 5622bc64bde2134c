/// Suites that run the product's own code over a folder of public test data and say what passed,
/// what failed and why. The data is the user's: none of it is in the product.
@NullMarked
package aifactory.launcher.conformance;

import org.jspecify.annotations.NullMarked;
