/// Edge to the network: one guarded, bounded request at a time. Never follows a redirect and never
/// connects to an address that its guard refuses.
@NullMarked
package aifactory.crawler.fetch;

import org.jspecify.annotations.NullMarked;
