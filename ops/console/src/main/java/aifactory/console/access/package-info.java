/// Who may change things: one admin token, compared in constant time; every attempt is recorded.
@NullMarked
package aifactory.console.access;

import org.jspecify.annotations.NullMarked;
