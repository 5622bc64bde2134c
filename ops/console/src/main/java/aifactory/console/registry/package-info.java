/// Models: checkpoints, bundles, decisions, aliases; promotion and rollback by hand.
@NullMarked
package aifactory.console.registry;

import org.jspecify.annotations.NullMarked;
