/**
 * Dowel in a Spring Boot application: actors are beans, the server starts and ends with the application, and a client is a bean.
 * {@link dev.dowel.spring.DowelProperties} are the settings.
 */
@NullMarked
package dev.dowel.spring;

import org.jspecify.annotations.NullMarked;
