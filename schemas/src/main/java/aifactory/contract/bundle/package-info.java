/// What a published model is: files of a bundle, names of its graph, its identity.
@NullMarked
package aifactory.contract.bundle;

import org.jspecify.annotations.NullMarked;
