//! JSON Web Tokens: claims, minting, inspection. Pure: given claims, key and instant.
