/// What hosts ask of visitors: robots.txt by RFC 9309, spacing and bounds per host and address.
/// Decides; the requests themselves are made elsewhere.
@NullMarked
package aifactory.crawler.politeness;

import org.jspecify.annotations.NullMarked;
