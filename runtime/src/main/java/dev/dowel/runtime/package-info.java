/** The actor runtime as gateways see it: targets, callers, sinks and views. */
package dev.dowel.runtime;
