/// Edge to HTTP: counts of the frontier.
@NullMarked
package aifactory.crawler.rest;

import org.jspecify.annotations.NullMarked;
