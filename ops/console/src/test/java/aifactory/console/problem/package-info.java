@org.jspecify.annotations.NullMarked
package aifactory.console.problem;
