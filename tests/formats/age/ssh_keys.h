#pragma once
// OpenSSH keys made by ssh-keygen for these tests; they protect nothing and never will.

namespace breakglass::age::testing {

inline constexpr const char* ssh_public =
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHAH8gaM8cbThwNR48FY+Fkq1ggBBMVPWCZoeqfPBuVs for tests "
    "only";

inline constexpr const char* ssh_plain =
    "-----BEGIN OPENSSH PRIVATE KEY-----\n"
    "b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAMwAAAAtzc2gtZW\n"
    "QyNTUxOQAAACBwB/IGjPHG04cDUePBWPhZKtYIAQTFT1gmaHqnzwblbAAAAJiTKCA7kygg\n"
    "OwAAAAtzc2gtZWQyNTUxOQAAACBwB/IGjPHG04cDUePBWPhZKtYIAQTFT1gmaHqnzwblbA\n"
    "AAAEDzW9aij81uEijfVrRaBUHFMVXSBIPIfnFemHY3xfXYRXAH8gaM8cbThwNR48FY+Fkq\n"
    "1ggBBMVPWCZoeqfPBuVsAAAADmZvciB0ZXN0cyBvbmx5AQIDBAUGBw==\n"
    "-----END OPENSSH PRIVATE KEY-----\n";

// the same key; the passphrase is "two words"
inline constexpr const char* ssh_locked =
    "-----BEGIN OPENSSH PRIVATE KEY-----\n"
    "b3BlbnNzaC1rZXktdjEAAAAACmFlczI1Ni1jdHIAAAAGYmNyeXB0AAAAGAAAABCqCbvWs7\n"
    "yMyTK6GeOi6q5fAAAAAgAAAAEAAAAzAAAAC3NzaC1lZDI1NTE5AAAAIHAH8gaM8cbThwNR\n"
    "48FY+Fkq1ggBBMVPWCZoeqfPBuVsAAAAoJkZKdr6k1hMseitO7IcJarvBA6tsUst/OP9ty\n"
    "I9ejARNIZIKi3i7ljDCoChlf8ekh0d+PFLKEzMSME+DjvdMZUrgW7sQK2JFSHmsdv6GerT\n"
    "ND1DgB+513ZF31fDIZzMxVwF+gkgPT2l7sU6ZLnGozgi9lr5qvekrEPdzRSp4ZQHGefnIM\n"
    "QzgOqv55jAyNHCGiJ0ddHa2ctK3WJ1cEDb7Nk=\n"
    "-----END OPENSSH PRIVATE KEY-----\n";

inline constexpr const char* ssh_other =
    "-----BEGIN OPENSSH PRIVATE KEY-----\n"
    "b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAMwAAAAtzc2gtZW\n"
    "QyNTUxOQAAACBwjQ4fMmIjTDW/P7XTKDV4T8kneOvWFpMjY3xnyQhtYAAAAIgBbAw0AWwM\n"
    "NAAAAAtzc2gtZWQyNTUxOQAAACBwjQ4fMmIjTDW/P7XTKDV4T8kneOvWFpMjY3xnyQhtYA\n"
    "AAAEAGOwTPmNc92bTsY1Nr251PipBNTZXg36oDXJa8MWNGpXCNDh8yYiNMNb8/tdMoNXhP\n"
    "ySd469YWkyNjfGfJCG1gAAAAAXQBAgME\n"
    "-----END OPENSSH PRIVATE KEY-----\n";

inline constexpr const char* ssh_ecdsa =
    "-----BEGIN OPENSSH PRIVATE KEY-----\n"
    "b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAaAAAABNlY2RzYS\n"
    "1zaGEyLW5pc3RwMjU2AAAACG5pc3RwMjU2AAAAQQQZ8M/RtJvMHnVGzS64CeBOB40isjHi\n"
    "x7jQfOHem4bueYnw/J/CBHGpoJGF2k+bh1lde9g6r1NzTb4c+evjPL2qAAAAoCug51croO\n"
    "dXAAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBBnwz9G0m8wedUbN\n"
    "LrgJ4E4HjSKyMeLHuNB84d6bhu55ifD8n8IEcamgkYXaT5uHWV172DqvU3NNvhz56+M8va\n"
    "oAAAAgYJ41JKgJ9ktk74/hsggZe45MqznptbfvPkftDZnPwP0AAAABdAECAwQFBgc=\n"
    "-----END OPENSSH PRIVATE KEY-----\n";

}  // namespace breakglass::age::testing
