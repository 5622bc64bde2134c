/// The kitchen: raw documents and policies in, judged text, retractions, totals and dataset
/// versions out. Never fetches, never trains, keeps no database.
@NullMarked
package aifactory.preprocess;

import org.jspecify.annotations.NullMarked;
