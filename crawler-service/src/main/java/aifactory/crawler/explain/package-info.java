/// What the crawler would decide, asked by itself: `./factory explain url|robots|address|feed|…`.
@NullMarked
package aifactory.crawler.explain;

import org.jspecify.annotations.NullMarked;
