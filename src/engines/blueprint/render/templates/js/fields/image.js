// A picture from a file, kept small inside the data; without one, a drawn cover stands in.
import { button, el } from '../ui.js';
import { words } from '../words.js';

const largest = 900;

// Scaled down before it is kept, so that the browser's storage is enough for many.
function shrink(file) {
  return new Promise((resolve, reject) => {
    const source = URL.createObjectURL(file);
    const picture = new Image();
    picture.onload = () => {
      const scale = Math.min(1, largest / Math.max(picture.width, picture.height));
      const canvas = el('canvas', { width: Math.round(picture.width * scale), height: Math.round(picture.height * scale) });
      canvas.getContext('2d').drawImage(picture, 0, 0, canvas.width, canvas.height);
      URL.revokeObjectURL(source);
      resolve(canvas.toDataURL('image/jpeg', 0.82));
    };
    picture.onerror = () => { URL.revokeObjectURL(source); reject(new Error('no image')); };
    picture.src = source;
  });
}

export const image = {
  edit(field, value, attrs) {
    let current = value ?? null;
    const input = el('input', { type: 'file', accept: 'image/*', ...attrs, required: null });
    const picture = el('img', { alt: '', class: 'picked' });
    const said = el('p', { class: 'hint', role: 'status' });
    const drop = button({ label: words.field.removeImage, look: 'quiet', press: () => { current = null; input.value = ''; paint(); input.focus(); } });
    const paint = () => {
      picture.hidden = drop.hidden = !current;
      if (current) picture.src = current;
      else picture.removeAttribute('src');
    };
    input.addEventListener('change', async () => {
      if (!input.files[0]) return;
      try {
        current = await shrink(input.files[0]);
        said.textContent = words.field.imageReady;
      } catch {
        said.textContent = words.field.noImage;
      }
      paint();
    });
    paint();
    return { node: el('div', { class: 'image-edit' }, picture, input, drop, said), control: input, read: () => current };
  },
  show: (field, value, { record, title } = {}) => (value ? el('img', { src: value, alt: title ?? '', class: 'picture', 'data-of': record?.id }) : null),
  text: () => '',
};
