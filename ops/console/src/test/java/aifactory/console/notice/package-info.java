/// Tests of notices.
@NullMarked
package aifactory.console.notice;

import org.jspecify.annotations.NullMarked;
