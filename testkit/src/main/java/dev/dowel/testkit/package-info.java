/** Actors in tests: one server per test, in memory, whose time is the test's. */
package dev.dowel.testkit;
