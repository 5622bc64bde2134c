/// Identities that cross doors. Pure functions of content, never of time or place.
@NullMarked
package aifactory.contract.id;

import org.jspecify.annotations.NullMarked;
