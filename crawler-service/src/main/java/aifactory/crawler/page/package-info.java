/// What the crawler reads of a page: links and opt-out signals. Text is extracted elsewhere.
@NullMarked
package aifactory.crawler.page;

import org.jspecify.annotations.NullMarked;
