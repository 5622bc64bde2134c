/// Broker, schema registry and database for tests, started once per Maven run and shared by every
/// module. In: the launcher's build output. Out: addresses. Never puts a server on the class path
/// of the tests.
@NullMarked
package aifactory.testbed;

import org.jspecify.annotations.NullMarked;
