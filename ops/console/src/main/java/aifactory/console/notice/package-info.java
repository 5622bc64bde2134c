/// Notices to people elsewhere, such as a Discord channel: starts, failures, promotions. In:
/// topics. Out: one webhook, off unless set. Never tells text, prompts or secrets.
@NullMarked
package aifactory.console.notice;

import org.jspecify.annotations.NullMarked;
