#include <breakglass/picture/picture.h>

int main(int argc, char** argv) {
    return breakglass::picture::serve(argc, argv).value_or(2);
}
