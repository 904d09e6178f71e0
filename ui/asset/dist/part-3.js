function i(e,t){document.cookie=`${e}=${t};path=/;max-age=31536000;samesite=strict`}export{i as a};
