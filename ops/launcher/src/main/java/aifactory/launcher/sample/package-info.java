/// The built-in sites: real documentation in English, the product's guide in Japanese, served on
/// loopback like any other site. In: archives that the build fetched and `docs/ja`. Out: pages.
@NullMarked
package aifactory.launcher.sample;

import org.jspecify.annotations.NullMarked;
