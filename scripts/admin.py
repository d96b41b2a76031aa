"""`make admin`: create an administrator; the name and the password are asked for, there is no default."""

from scripts.packages import install_packages
from scripts.start import become, only_one_set_up, prepare

if __name__ == "__main__":
    with only_one_set_up():
        install_packages("requirements.txt")
        prepare()
    become("manage.py", "createsuperuser")
