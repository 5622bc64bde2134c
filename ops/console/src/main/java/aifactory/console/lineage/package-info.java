/// Where a document went: register, dataset versions, checkpoints, bundles. Read from the log.
@NullMarked
package aifactory.console.lineage;

import org.jspecify.annotations.NullMarked;
