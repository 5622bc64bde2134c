/// Canonical JSON and hashes over it.
@NullMarked
package aifactory.contract.manifest;

import org.jspecify.annotations.NullMarked;
