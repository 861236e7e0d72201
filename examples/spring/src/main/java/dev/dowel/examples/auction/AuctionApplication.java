package dev.dowel.examples.auction;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The application: REST on port 8080, actors on port 6420. Started once per process. */
@SpringBootApplication
public class AuctionApplication {

    /** Serves until the process is told to end. */
    public static void main(String[] arguments) {
        SpringApplication.run(AuctionApplication.class, arguments);
    }
}
